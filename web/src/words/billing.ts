export { billingWords } from './en/billing';
