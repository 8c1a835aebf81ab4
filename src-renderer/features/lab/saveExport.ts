export { saveBase64 as saveExport } from '../../components/saveFile.ts';
