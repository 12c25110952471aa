import { RawConnection } from '../process/raw.ts'

/** Of so many connections that open at once, none waits long for its place in the queue of the system. */
const AT_ONCE = 100

/** Opens many connections, and does `first` on each as soon as it is open. */
export async function openCrowd(
  port: number,
  count: number,
  first: (connection: RawConnection) => Promise<void>,
): Promise<RawConnection[]> {
  const crowd: RawConnection[] = []
  const open = async () => {
    const connection = await RawConnection.open(port)
    crowd.push(connection)
    await first(connection)
  }
  for (let opened = 0; opened < count; opened += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - opened) }, open))
  }
  return crowd
}
