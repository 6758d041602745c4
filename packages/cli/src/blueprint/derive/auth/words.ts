/** Names of fields of built-in operations, as frontends have them; in camel case. */
export const fieldWords = {
  identity: /^(new)?(e?mail|emailAddress|user_?name|login|identifier)$/i,
  current: /^(current|old|existing|previous|present)(password|passwd|pass)?$/i,
  password: /^(new)?(password|passwd|pwd|pass)$/i,
  repeated:
    /^((confirm(ed)?|repeat(ed)?|verify|re)(new)?(password|passwd|pwd|pass)|(new)?(password|passwd|pwd|pass)(confirm(ation)?|repeat|again|verify|2))$/i,
  ticket: /^((reset|verification|verify|confirm(ation)?|activation|email|invite)?(token|key|hash|code)|ticket)$/i,
  secondTicket:
    /^((temp(orary)?|mfa|twofa|twofactor|two|preauth|challenge|login|partial|pending|otp|second|auth)?(token|ticket|challenge|session)(id)?)$/i,
  code: /^((otp|totp|mfa|twofa|twofactor|two|verification|auth|authenticator|security)?(code|otp|totp|pin|passcode)|token)$/i,
  /** Says where the page is, or that a person is there: nothing that is kept. */
  beside:
    /^(remember(Me)?|keepSignedIn|stay(SignedIn|LoggedIn)|locale|lang(uage)?|captcha|(re|h)captcha(Token|Response)?|turnstileToken|(redirect|callback|return|client|frontend|reset)(Url|Uri|To)|terms|acceptTerms|agree(d)?)$/i,
} as const

/** Names of the ticket of a second step in a login's answer, and of what says that there is one. */
export const secondWords = {
  ticket:
    /^((temp|mfa|two_?fa|two_?factor|2fa|pre_?auth|challenge|partial|pending|otp|second)_?(auth_?)?(token|ticket|id)|ticket|challenge)$/i,
  flag: /^((requires?|needs?|is)_?(2fa|two_?factor|two_?fa|mfa|otp|totp|second_?factor|code|verification)(_?auth(entication)?)?(_?(required|needed))?|(2fa|two_?factor|two_?fa|mfa|otp|totp|second_?factor)_?(auth_?)?(required|needed))$/i,
} as const
