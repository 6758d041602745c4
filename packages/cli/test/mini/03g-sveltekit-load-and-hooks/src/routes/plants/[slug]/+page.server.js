import { error } from '@sveltejs/kit';

export async function load({ params, fetch, url }) {
	const lang = url.searchParams.get('lang') ?? 'la';
	const res = await fetch(`http://localhost:8080/v1/plants/${params.slug}?lang=${lang}`);
	if (res.status === 404) throw error(404, 'No such plant');
	return { plant: await res.json() };
}
