import { createAction, createActionGroup, emptyProps, props } from '@ngrx/store'

export const HiveActions = createActionGroup({
  source: 'Hives',
  events: {
    'Load Hives': emptyProps(),
    'Hives Loaded': props<{ hives: unknown[] }>(),
    'Weigh Hive': props<{ id: number; reading: any }>(),
  },
})

export const moveHive = createAction('[Hives] move', (id: number, place: string) => ({ id, place }))
export const hiveMoved = createAction('[Hives] moved', props<{ id: any }>())
