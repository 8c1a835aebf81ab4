import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { useClient, useStores } from '../stores/hooks.tsx';
import { useAction } from '../stores/useAction.ts';
import { useLoad } from '../stores/useLoad.ts';
import { Strip } from './strip.tsx';

/** What happened to the data before this start, until it is answered: ratings put back from a backup, or another folder than the one in use. */
export function StartNotices() {
  const client = useClient();
  const { notices } = useStores();
  const [answered, setAnswered] = useState<readonly string[]>([]);
  const info = useLoad(() => client.app.info(), 'start').data;
  const open = useAction(async () => {
    try {
      await client.app.openMoved();
      // Everything on the screen is of the folder that was open.
      window.location.reload();
    } catch (error) {
      notices.fail(error);
    }
  });
  if (info === null) return null;
  const { startNotice, moved } = info;
  const isOpen = (sentence: string): boolean => !answered.includes(sentence);
  const close = (sentence: string): void => setAnswered((before) => [...before, sentence]);
  return (
    <>
      {startNotice !== null && isOpen(startNotice) && (
        <Strip>
          <p>{startNotice}</p>
          <Button size="small" onPress={() => close(startNotice)}>
            Close
          </Button>
        </Strip>
      )}
      {moved !== null && isOpen(moved.sentence) && (
        <Strip>
          <p>{moved.sentence}</p>
          {moved.isThere && (
            <Button size="small" isDisabled={open.isRunning} onPress={() => void open.run()}>
              Open the new folder
            </Button>
          )}
          <Button look="quiet" size="small" onPress={() => close(moved.sentence)}>
            Stay here
          </Button>
        </Strip>
      )}
    </>
  );
}
