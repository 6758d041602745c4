import { HttpInterceptorFn } from '@angular/common/http';
import { environment } from '../environments/environment';

export const baseUrl: HttpInterceptorFn = (req, next) => {
  if (/^https?:/.test(req.url) || req.url.startsWith('assets/')) {
    return next(req);
  }
  return next(req.clone({ url: `${environment.apiUrl}/${req.url}`, withCredentials: true }));
};
