import { Navigate, Route, Routes } from 'react-router'
import { Layout } from './components/layout/Layout.tsx'
import { RequireRole } from './components/layout/RequireRole.tsx'
import { AccountPage } from './pages/account/AccountPage.tsx'
import { AdminLayout } from './pages/admin/AdminLayout.tsx'
import { AdminOrdersPage } from './pages/admin/AdminOrdersPage.tsx'
import { AdminProductsPage } from './pages/admin/AdminProductsPage.tsx'
import { DocumentsPage } from './pages/admin/DocumentsPage.tsx'
import { ImportPage } from './pages/admin/ImportPage.tsx'
import { ProductFormPage } from './pages/admin/ProductFormPage.tsx'
import { CartPage } from './pages/CartPage.tsx'
import { CheckoutPage } from './pages/CheckoutPage.tsx'
import { LoginPage } from './pages/LoginPage.tsx'
import { NotFoundPage } from './pages/NotFoundPage.tsx'
import { OrderPage } from './pages/OrderPage.tsx'
import { OrdersPage } from './pages/OrdersPage.tsx'
import { ProductPage } from './pages/ProductPage.tsx'
import { RegisterPage } from './pages/RegisterPage.tsx'
import { ShopPage } from './pages/ShopPage.tsx'

const customerRoutes = (
  <Route element={<RequireRole />}>
    <Route path="account" element={<AccountPage />} />
    <Route path="checkout" element={<CheckoutPage />} />
    <Route path="orders" element={<OrdersPage />} />
    <Route path="orders/:id" element={<OrderPage />} />
  </Route>
)

const staffRoutes = (
  <Route path="admin" element={<RequireRole staff />}>
    <Route element={<AdminLayout />}>
      <Route index element={<Navigate to="products" replace />} />
      <Route path="products" element={<AdminProductsPage />} />
      <Route path="products/new" element={<ProductFormPage />} />
      <Route path="products/:id" element={<ProductFormPage />} />
      <Route path="orders" element={<AdminOrdersPage />} />
      <Route path="import" element={<ImportPage />} />
      <Route path="documents" element={<DocumentsPage />} />
    </Route>
  </Route>
)

/** Which page stands under which address. */
export function App() {
  return (
    <Routes>
      <Route element={<Layout />}>
        <Route index element={<ShopPage />} />
        <Route path="products/:id" element={<ProductPage />} />
        <Route path="cart" element={<CartPage />} />
        <Route path="login" element={<LoginPage />} />
        <Route path="register" element={<RegisterPage />} />
        {customerRoutes}
        {staffRoutes}
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  )
}
