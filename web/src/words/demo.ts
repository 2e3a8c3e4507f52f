export { demoWords } from './en/demo';
