import { BaseService, CrudService } from './base.service'

export interface Game {
  id: string
  white: string
  black: string
}

export class GameService extends CrudService<Game> {
  constructor() {
    super('games')
  }

  move(id: string, san: string) {
    return this.send<Game>('POST', `/${id}/moves`, { san })
  }
}

export class PlayerService extends CrudService<{ id: string; name: string }> {
  constructor() {
    super('players')
  }
}

export class ClockService extends BaseService {
  constructor() {
    super('/rt', 'clocks')
  }

  press(game: string) {
    return this.send<void>('PUT', `/${game}`)
  }
}
