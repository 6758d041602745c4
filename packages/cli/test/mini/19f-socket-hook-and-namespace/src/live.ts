import { useEffect } from 'react'
import { io, type Socket } from 'socket.io-client'

class Live {
  private socket: Socket = io('/auctions', { withCredentials: true })

  listen<T>(event: string, fn: (payload: T) => void) {
    this.socket.on(event, fn)
    return () => void this.socket.off(event, fn)
  }

  tell(event: string, ...args: unknown[]) {
    this.socket.emit(event, ...args)
  }

  ask<T>(event: string, arg: unknown): Promise<T> {
    return this.socket.timeout(5000).emitWithAck(event, arg)
  }
}

export const live = new Live()

export function useLive<T>(event: string, fn: (payload: T) => void) {
  useEffect(() => live.listen(event, fn), [event, fn])
}
