export const environment = {
  production: true,
  apiUrl: 'https://api.notary.example/notary',
};
