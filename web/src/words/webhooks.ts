export { webhooksWords } from './en/webhooks';
