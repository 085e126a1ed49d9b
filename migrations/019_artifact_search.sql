-- The library's search: English words of titles and texts. An expression index, so that reading an artifact does not carry its search vector.
create index ops_artifacts_search on ops_artifacts
  using gin (to_tsvector('english'::regconfig, title || ' ' || left(body, 100000)));
create index ops_artifacts_agent on ops_artifacts (agent_id, created_at desc, id desc);
