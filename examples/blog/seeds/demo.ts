import { seed, uniqueSlug } from 'plinth'

const subjects = [
  ['On keeping a garden', 'What a small plot teaches.', ['garden', 'slow']],
  ['Bread at home', 'Flour, water, salt, and a day.', ['kitchen', 'slow']],
  ['Reading on trains', 'The best library has windows.', ['travel', 'books']],
  ['A desk of one’s own', 'Where things get finished.', ['work', 'books']],
] as const

/** Demo data: two people to log in as, and something to read. Running it again changes nothing. */
export default seed({
  logins: [
    { username: 'ada', email: 'ada@example.com', bio: 'Writes in the morning.', password: 'demo-ada-1' },
    { username: 'carl', email: 'carl@example.com', bio: 'Reads in the evening.', password: 'demo-carl-1' },
  ],
  async run({ trusted, logins }) {
    const [ada, carl] = logins
    for (const [title, description, tagList] of subjects) {
      const article = await trusted.resources.articles.create({
        title,
        slug: uniqueSlug(title),
        description,
        body: `${description}\n\nThis is where the article goes on.`,
        tagList: [...tagList],
        authorId: ada.id,
      })
      await trusted.resources.comments.create({ articleId: article.id, authorId: carl.id, body: 'I liked this one.' })
    }
  },
})
