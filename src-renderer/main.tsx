import './client/withoutEval.ts';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { openClient } from './client/client.ts';
import { createAppStores } from './stores/appStores.ts';
import { applyLook, rememberedLook } from './stores/theme.ts';

applyLook(document.documentElement, rememberedLook(localStorage));
const { client, link } = openClient(window);
const root = document.querySelector('#root');
if (root === null) throw new Error('The page has no place for the app.');
createRoot(root).render(
  <StrictMode>
    <App stores={createAppStores(client)} link={link} />
  </StrictMode>,
);
