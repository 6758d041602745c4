import { type Call, elementsOf, getMember, literalTexts, placeOf, type Thing, type Value } from '../../syntax/index.ts'

/** What plays: `video/mp4`, `audio/mpeg`, and lists of pieces of both. */
const PLAYED = /^(?:video|audio)\/|mpegurl|dash\+xml/i

/**
 * A player that is not among the files is told what to play: `player(element, { sources: [{ src }] })`, or
 * `player.src({ src, type: 'audio/mpeg' })`. The page asks for that address as for any film's.
 */
export function showPlayed(call: Call): void {
  const { frame, node } = call
  for (const src of call.args.flatMap(one => one.filter(isThing)).flatMap(one => sourcesIn(one, call))) {
    const attributes = new Map([['src', src]])
    const element = { name: 'source', attributes, fields: () => [], frame, node, place: placeOf(frame, node) }
    for (const one of frame.machine.world.observers) one.element?.(element)
  }
}

function sourcesIn(given: Thing, { frame }: Call): Value[] {
  const member = (thing: Thing, name: string) => (thing.slots.has(name) ? getMember([thing], name, { frame }) : [])
  const listed = elementsOf(member(given, 'sources').filter(isThing), frame).flatMap(one => one.filter(isThing))
  const isPlayed = literalTexts(member(given, 'type')).some(type => PLAYED.test(type))
  return [...listed, ...(isPlayed ? [given] : [])].map(one => member(one, 'src')).filter(src => src.length > 0)
}

function isThing(atom: Value[number]): atom is Thing {
  return atom.kind === 'object'
}
