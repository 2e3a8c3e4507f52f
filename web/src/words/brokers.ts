export { brokersWords } from './en/brokers';
