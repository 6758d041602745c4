export const useInn = () => ({
  listRooms: () => $fetch('/api/rooms'),
  writeReview: (text: string) => $fetch('/api/reviews', { method: 'POST', body: { text } }),
  listReviews: () => $fetch('/api/reviews'),
  ringTheBell: () => $fetch('/api/bell', { method: 'POST' }),
})
