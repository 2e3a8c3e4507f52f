export { equipmentWords } from './en/equipment';
