import { request } from 'umi'

export const listRooms = params => request('/api/rooms', { params })
export const bookRoom = data => request('/api/bookings', { method: 'POST', data })
export const cancelBooking = id => request(`/api/bookings/${id}`, { method: 'DELETE' })
