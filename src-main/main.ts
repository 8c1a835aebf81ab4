import { startElectronHost } from './hosts/electron/electronHost.ts';

startElectronHost();
