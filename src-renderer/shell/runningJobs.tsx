import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { JobTray } from '../components/jobTray.tsx';
import { useStores } from '../stores/hooks.tsx';
import { trayJobs } from '../stores/jobsStore.ts';

/** The tray of jobs, drawn anew with every report of progress; the screen beside it is not. */
export function RunningJobs() {
  const { jobs } = useStores();
  const known = useStore(jobs, (state) => state.jobs);
  const now = useMinute();
  return <JobTray jobs={trayJobs(known, now)} onCancel={(jobId) => void jobs.cancel(jobId)} />;
}

/** The time, once a minute: finished jobs leave the tray after an hour. */
function useMinute(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
