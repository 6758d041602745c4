import { useId } from 'react'

/** Ground, far and near colour of one drawing. */
const palettes = [
  ['#e7ece4', '#b9cbb8', '#5f8371'],
  ['#f3e6da', '#e3bf9f', '#b9754f'],
  ['#e6e9f1', '#b7c2da', '#66789f'],
  ['#f4e9d2', '#e8cc8d', '#b98f3d'],
  ['#f1e2e2', '#dcb1b0', '#a4696c'],
  ['#e2ecec', '#a9cbcb', '#4f8286'],
  ['#ece7f0', '#c6b8d6', '#7f6a99'],
] as const

/** Abstract shapes, so that no drawing claims to be another thing. `far` lies behind `near`. */
const scenes = [
  (far: string, near: string) => (
    <>
      <path d="M44 166V98a40 40 0 0 1 80 0v68Z" fill={far} />
      <path d="M86 166v-42a28 28 0 0 1 56 0v42Z" fill={near} />
    </>
  ),
  (far: string, near: string) => (
    <>
      <circle cx="84" cy="122" r="44" fill={far} />
      <circle cx="126" cy="134" r="32" fill={near} />
      <circle cx="112" cy="80" r="18" fill={near} opacity=".5" />
    </>
  ),
  (far: string, near: string) => (
    <>
      <circle cx="128" cy="78" r="32" fill={far} />
      <path d="M-100 166c60-10 90-52 150-52s80 52 150 52Z" fill={near} opacity=".55" />
      <path d="M20 166c50 0 76-30 120-30s80 30 160 30Z" fill={near} />
    </>
  ),
  (far: string, near: string) => (
    <>
      <path d="M50 166a50 50 0 0 1 100 0Z" fill={near} />
      <path d="M50 66h50v50a50 50 0 0 1-50-50Z" fill={far} />
      <path d="M150 66h-50v50a50 50 0 0 0 50-50Z" fill={near} opacity=".45" />
    </>
  ),
  (far: string, near: string) => (
    <>
      <path d="M48 166v-44h36v44Z" fill={far} />
      <path d="M84 166V90h36v76Z" fill={near} opacity=".55" />
      <path d="M120 166V66a36 36 0 0 1 36 36v64Z" fill={near} />
    </>
  ),
  (far: string, near: string) => (
    <>
      <circle cx="100" cy="106" r="60" fill={far} />
      <path d="M100 46a60 60 0 0 1 0 120Z" fill={near} />
      <circle cx="100" cy="106" r="22" fill={near} opacity=".45" />
    </>
  ),
]

function hash(text: string): number {
  let value = 7
  for (const character of text) value = (value * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return value
}

function pick<T>(choices: readonly T[], number: number): T {
  return choices[number % choices.length] as T
}

function Drawing({ name }: { name: string }) {
  const gradient = useId()
  const number = hash(name)
  const [ground, far, near] = pick(palettes, number)
  const scene = pick(scenes, Math.floor(number / palettes.length))
  return (
    <svg viewBox="0 0 200 200" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <defs>
        <linearGradient id={gradient} x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stopColor={far} />
          <stop offset="1" stopColor={far} stopOpacity=".45" />
        </linearGradient>
      </defs>
      <path d="M-100-100h400v400h-400Z" fill={ground} />
      <path d="M-100 166h400v134h-400Z" fill={far} opacity=".35" />
      {scene(`url(#${gradient})`, near)}
    </svg>
  )
}

/** The picture of a product, or a drawing made from its name when it has none. Decoration: the name stands beside it. */
export function ProductArt({ name, imageUrl }: { name: string; imageUrl: string | null }) {
  return <div className="art">{imageUrl ? <img src={imageUrl} alt="" loading="lazy" /> : <Drawing name={name} />}</div>
}
