import { defineErrors } from '../errors/index.ts'

export const mailErrors = defineErrors({
  MAIL_UNFIT: {
    status: 500,
    say: 'The {part} of a mail is not usable: {reason}.',
    hint: 'Whoever writes it may be a stranger: check names and addresses before.',
  },
  MAIL_UNSUPPORTED: {
    status: 500,
    say: 'MAIL_URL begins with {scheme}, which is not served yet.',
    hint: 'Use file: for a folder of .eml files, or leave it out.',
  },
})
