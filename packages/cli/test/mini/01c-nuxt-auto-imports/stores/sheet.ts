export const useSheet = defineStore('sheet', {
  state: () => ({ part: '' }),
  actions: {
    show(name: string) {
      this.part = name
    },
  },
})
