const paths = {
  bag: 'M6 8h12l1 12H5L6 8Zm3 0V7a3 3 0 0 1 6 0v1',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15L6 17Zm4 3.5a2 2 0 0 0 4 0',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  chevron: 'm7 10 5 5 5-5',
  close: 'M6 6l12 12M18 6 6 18',
  device: 'M4 6h16v10H4V6Zm-1.5 13h19',
  edit: 'm4 20 1-4L16 5l3 3L8 19l-4 1Zm10-13 3 3',
  file: 'M7 3h7l4 4v14H7V3Zm7 0v4h4M10 13h5m-5 4h5',
  filter: 'M4 7h16M7 12h10m-7 5h4',
  info: 'M12 11v5m0-8v.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  leaf: 'M12 20v-9m0 6c-4.5-.5-6.5-3.5-6.5-8.5 4.5.5 6.5 3.5 6.5 8.5Zm0-3c0-4.5 2-7.5 6.5-8 0 5-2 8-6.5 8Z',
  minus: 'M6 12h12',
  plus: 'M12 6v12M6 12h12',
  search: 'm20 20-4.5-4.5M17.5 11a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0Z',
  trash: 'M5 7h14M10 7V4.5h4V7m-7.5 0 1 13h9l1-13M10 11v5m4-5v5',
  upload: 'M12 16V5m-4.5 4L12 4.5 16.5 9M5 15.5V20h14v-4.5',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7.5 8.5c0-4 3-6 7.5-6s7.5 2 7.5 6',
}

/** The drawings that there are. */
export type IconName = keyof typeof paths

/** A line drawing in the colour of the text. Decoration only: its button or link carries the name. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}
