import {
  arg,
  type Call,
  getMember,
  type Library,
  makeThing,
  native,
  release,
  siteOfCall,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { makeObservable } from '../rxjs/observable.ts'
import { mountClass } from './components.ts'
import { DATA, handedWith } from './injection.ts'

/** Dialogs of Material and its kit: what is opened is shown with what it is handed. How it was closed is not known. */
export const DIALOGS: Readonly<Record<string, Library>> = {
  '@angular/material/dialog': { MatDialog: opener('MatDialog'), MAT_DIALOG_DATA: DATA },
  '@angular/material/legacy-dialog': { MatLegacyDialog: opener('MatLegacyDialog'), MAT_LEGACY_DIALOG_DATA: DATA },
  '@angular/material/bottom-sheet': { MatBottomSheet: opener('MatBottomSheet'), MAT_BOTTOM_SHEET_DATA: DATA },
  '@angular/cdk/dialog': { Dialog: opener('Dialog'), DIALOG_DATA: DATA },
}

/** The service that opens them. */
function opener(name: string): Value {
  const open = native('open', opened, `angular.${name}.open`)
  const construct = (call: Call): Value => {
    const made = makeThing(call.frame, siteOfCall(call), 'instance')
    made.lazy = member => (member === 'open' ? [open] : unknown(member))
    return [made]
  }
  return [{ ...native(name, construct, `angular.${name}`), construct }]
}

/** `open(Component, { data })`. */
function opened(call: Call): Value {
  const { frame } = call
  const options = arg(call, 1).filter(atom => atom.kind === 'object')
  const props = handedWith(getMember(options, 'data', { frame }), call)
  for (const atom of arg(call, 0)) if (!mountClass(atom, [props], call)) release([atom], frame)
  const made = makeThing(frame, siteOfCall(call), 'instance')
  const told = (): Value => [makeObservable(unknown('result'), call)]
  const after: Value = [native('afterClosed', told, `angular.closed ${made.key}`)]
  made.lazy = member => (/^after/.test(member) ? after : member === 'closed' ? told() : unknown(member))
  return [made]
}
