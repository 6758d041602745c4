import {
  addToCell,
  arg,
  type Call,
  cellOf,
  getMember,
  holding,
  invoke,
  isFunction,
  join,
  type Library,
  makeThing,
  native,
  type PageElement,
  promise,
  readCell,
  release,
  siteOfCall,
  type Thing,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { makeObservable } from '../rxjs/observable.ts'
import { mountClass } from './components.ts'
import { handedIn, handedWith, TOKENS } from './injection.ts'

const { data, ref, options } = TOKENS

/** Dialogs: what is opened is shown with what it is handed, and what it is closed with is told to who opened it. */
export const DIALOGS: Readonly<Record<string, Library>> = {
  '@angular/material/dialog': { MatDialog: opener('MatDialog'), MatDialogRef: ref, MAT_DIALOG_DATA: data },
  '@angular/material/legacy-dialog': {
    MatLegacyDialog: opener('MatLegacyDialog'),
    MatLegacyDialogRef: ref,
    MAT_LEGACY_DIALOG_DATA: data,
  },
  '@angular/material/bottom-sheet': {
    MatBottomSheet: opener('MatBottomSheet'),
    MatBottomSheetRef: ref,
    MAT_BOTTOM_SHEET_DATA: data,
  },
  '@angular/cdk/dialog': { Dialog: opener('Dialog'), DialogRef: ref, DIALOG_DATA: data },
  '@ng-bootstrap/ng-bootstrap': { NgbModal: opener('NgbModal'), NgbActiveModal: ref },
  'primeng/dynamicdialog': {
    DialogService: opener('DialogService'),
    DynamicDialogRef: ref,
    DynamicDialogConfig: options,
  },
}

/** The service that opens them. */
function opener(name: string): Value {
  const open = native('open', opened, `angular.${name}.open`)
  const construct = (call: Call): Value => {
    const made = makeThing(call.frame, siteOfCall(call), 'instance')
    made.lazy = member => (member === 'open' ? [open] : unknown(member))
    made.holds = []
    return [made]
  }
  return [{ ...native(name, construct, `angular.${name}`), construct }]
}

/** `open(Component, { data })`. */
function opened(call: Call): Value {
  const { frame } = call
  const given = arg(call, 1).filter(atom => atom.kind === 'object')
  const made = makeThing(frame, siteOfCall(call), 'instance')
  const props = handedWith(
    { data: getMember(given, 'data', { frame }), ref: [closerOf(made, call)], options: given },
    call,
  )
  for (const atom of arg(call, 0)) if (!mountClass(atom, [props], call)) release([atom], frame)
  made.lazy = name => memberOf(made, name, call) ?? (name === 'componentInstance' ? [props] : unknown(name))
  made.holds = [props]
  return [made]
}

const resultsOf = (made: Thing, { frame }: Call) => cellOf(frame.machine, `angular:closed:${made.key}`)

/** What the dialog itself has: `close(result)`. */
function closerOf(made: Thing, call: Call): Thing {
  const closer = makeThing(call.frame, siteOfCall(call), 'instance')
  const close = native(
    'close',
    inner => {
      addToCell(inner.frame.machine, resultsOf(made, inner), arg(inner, 0))
      return UNDEFINED
    },
    `angular.close:${made.key}`,
  )
  closer.lazy = name =>
    name === 'close' || name === 'dismiss' ? [close] : (memberOf(made, name, call) ?? unknown(name))
  closer.holds = []
  return closer
}

/** What tells how a dialog was closed: in how many ways else, nobody knows. */
function memberOf(made: Thing, name: string, call: Call): Value | undefined {
  const result = (): Value => join(readCell(resultsOf(made, call)), unknown('result'))
  if (name === 'closed' || name === 'onClose') return [makeObservable(result(), call)]
  if (name === 'result') return promise(result())
  if (!/^after/.test(name)) return undefined
  return [
    holding(
      native(name, () => [makeObservable(result(), call)], `angular.${name}:${made.key}`),
      [],
    ),
  ]
}

/** `<button [mat-dialog-close]="form.value">`. */
export function closeByElement({ attributes, frame, node }: PageElement): void {
  for (const name of ['mat-dialog-close', 'matDialogClose']) {
    const result = attributes.get(name)
    const close = result ? getMember(handedIn(frame.self, frame)?.ref ?? [], 'close', { frame }).filter(isFunction) : []
    if (result && close.length > 0) invoke(close, { args: [result], self: [], types: [], frame, node })
  }
}
