export const load = async ({ fetch, depends }) => {
	depends('app:families');
	const families = await fetch('http://localhost:8080/v1/families').then((r) => r.json());
	return { families };
};
