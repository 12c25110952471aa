/** The space there is for new content. */
export interface Room {
  /**
   * Takes space for so many bytes that are about to be written.
   * @throws {RegistryError} UNAVAILABLE (507) when too little is left for new content; (503) when nobody can say.
   */
  take(bytes: number): Promise<void>
}

/** Where nobody counts. */
export const unlimitedRoom: Room = { take: async () => {} }
