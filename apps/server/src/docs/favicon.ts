/** A bollard with a line made fast around it: what one ties up to at a berth. */
export const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="7" fill="#0b5c7a"/>
<path d="M11 6h10a3 3 0 0 1 0 6v11h4v3H7v-3h4V12a3 3 0 0 1 0-6z" fill="#fff"/>
<path d="M3 20c5-1 13-1 18-5M11 19c4 1 9 0 10-4" fill="none" stroke="#f2a33a" stroke-width="2.5" stroke-linecap="round"/>
</svg>
`
