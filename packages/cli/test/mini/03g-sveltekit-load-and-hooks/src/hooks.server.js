const UPSTREAM = 'http://localhost:8080';

export async function handle({ event, resolve }) {
	const token = event.cookies.get('token');
	if (token) {
		const res = await fetch(`${UPSTREAM}/v1/whoami`, { headers: { authorization: `Bearer ${token}` } });
		if (res.ok) event.locals.user = await res.json();
	}
	return resolve(event);
}

export async function handleFetch({ request, fetch }) {
	return fetch(request);
}
