interface Plot {
  id: string
  crop: string
  watered: boolean
}

class Plots {
  list = $state<Plot[]>([])
  thirsty = $derived(this.list.filter(p => !p.watered))
  #api = '/api/plots'

  async load() {
    this.list = await (await fetch(this.#api)).json()
  }

  async water(plot: Plot, litres = 5) {
    await fetch(`${this.#api}/${plot.id}/waterings`, { method: 'POST', body: JSON.stringify({ litres }) })
    plot.watered = true
  }

  sow = (plot: Plot, crop: string) =>
    fetch(`${this.#api}/${plot.id}`, { method: 'PATCH', body: JSON.stringify({ crop }) })
}

export const plots = new Plots()
