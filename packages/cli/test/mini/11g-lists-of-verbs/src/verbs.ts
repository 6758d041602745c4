export const WITHOUT_BODY = ['get', 'delete']
