-- One row per launch. Its key is made of the launch's nonce: inserting the row spends the nonce and opens the session
-- in one durable step. The handle is public; the secret is kept as SHA-256 only, and is absent while the browser still
-- has to prove (by the digest in proof) that it is the one that began the login.
create table launch_session (
    handle varchar(32) not null primary key,
    institution uuid not null,
    platform uuid not null,
    learner uuid not null,
    name varchar(255),
    course uuid,
    course_title varchar(255),
    role varchar(16) not null,
    frame_ancestors varchar(1200) not null,
    secret varchar(64),
    proof varchar(64),
    expires_at timestamp(6) with time zone not null
);

create index launch_session_by_expiry on launch_session (institution, expires_at);
