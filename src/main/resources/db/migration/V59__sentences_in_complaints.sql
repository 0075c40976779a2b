-- A complaint of asking a platform that held a whole sentence of its own becomes that sentence.
update pull_course set problem = substring(problem from position(chr(9) in problem) + 1)
 where problem like 'call' || chr(9) || '%'
    or problem like 'canvas.unreadable' || chr(9) || '%'
    or problem like 'moodle.unreadable' || chr(9) || '%';

update pull_connection set problem = substring(problem from position(chr(9) in problem) + 1)
 where problem like 'call' || chr(9) || '%'
    or problem like 'canvas.unreadable' || chr(9) || '%'
    or problem like 'moodle.unreadable' || chr(9) || '%';
