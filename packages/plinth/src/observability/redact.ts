const secretNames =
  /^(.*password.*|.*passwd.*|.*secret.*|token|.*token|authorization|cookie|set-cookie|.*api[-_]?key|private[-_]?key|.*card[-_]?number|cvv|cvc|pin|ssn)$/i

/** True for member names whose values never belong in a log. */
export function isSecretName(name: string): boolean {
  return secretNames.test(name)
}

/** `header.payload.signature` of a JWT, and values after Bearer, Token or Basic. */
const credentials = /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*|\b(?:Bearer|Token|Basic)\s+[\w.~+/=-]{8,}/g
const urlPassword = /([a-z][a-z0-9+.-]*:\/\/[^:@/\s]*):[^@/\s]+@/gi
const digits = /\b\d(?:[ -]?\d){12,18}\b/g

/** Masks credentials, passwords inside URLs and card numbers (13 to 19 digits that pass Luhn) in free text. */
export function maskText(text: string): string {
  if (text.length > 10_000) return `${maskText(text.slice(0, 10_000))}…`
  return text
    .replace(credentials, '[masked]')
    .replace(urlPassword, '$1:***@')
    .replace(digits, number => (luhn(number.replace(/\D/g, '')) ? '[masked]' : number))
}

/** ISO/IEC 7812-1 check digit. */
function luhn(digits: string): boolean {
  let sum = 0
  for (const [index, digit] of [...digits].toReversed().entries()) {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
