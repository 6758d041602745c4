import { ClockService, GameService, PlayerService } from './services'

const games = new GameService()
const players = new PlayerService()
const clocks = new ClockService()

async function start() {
  const list = await games.all()
  for (const game of list) {
    const [white, black] = await Promise.all([players.byId(game.white), players.byId(game.black)])
    const row = document.createElement('li')
    row.textContent = `${white.name} – ${black.name}`
    row.onclick = async () => {
      await games.move(game.id, prompt('Move') ?? '')
      await clocks.press(game.id)
    }
    row.oncontextmenu = () => games.drop(game.id)
    document.querySelector('#app')!.append(row)
  }
}

start()
