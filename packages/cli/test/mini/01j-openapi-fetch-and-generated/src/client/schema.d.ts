export interface paths {
  '/cows': {
    get: { parameters: { query?: { barn?: string; limit?: number } }; responses: { 200: { content: { 'application/json': { id: number; name: string }[] } } } }
    post: { requestBody: { content: { 'application/json': { name: string; born: string } } }; responses: { 201: { content: never } } }
  }
  '/cows/{cow_id}/milkings': {
    post: { parameters: { path: { cow_id: number } }; requestBody: { content: { 'application/json': { litres: number } } }; responses: { 201: { content: never } } }
  }
  '/vets': {
    get: { responses: { 200: { content: { 'application/json': string[] } } } }
  }
}
