// a list page knows its resource and gets the rest from here
export default {
  data: () => ({ rows: [], needle: '' }),
  methods: {
    async reload () {
      this.rows = await this.$backend.fetch(this.$options.resource, { name: this.needle })
    }
  },
  mounted () {
    this.reload()
  }
}
