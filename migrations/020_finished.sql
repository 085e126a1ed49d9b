-- "Has anything ended since the last heartbeat?" is asked at every one.
create index ops_missions_finished on ops_missions (finished_at) where finished_at is not null;
