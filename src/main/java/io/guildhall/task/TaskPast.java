package io.guildhall.task;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberEvents;
import io.guildhall.shared.Permission;

/** What the staff set out to do for a member. */
@Configuration(proxyBeanMethods = false)
class TaskPast {

	private static final int TASKS = 65;

	@Bean
	MemberEvents tasksInTimeline() {
		return new MemberEvents("tasks", TASKS, "task.part", Permission.TASK_EDIT, """
				select t.created_at as at, '1/' || t.id as key, 'task.timeline.made' as text,
					jsonb_build_object('word', t.title, 'link', '/tasks/' || t.id) as said
				from tasks t where t.organization_id = :organization and t.member_id <mine>
				union all
				select t.closed_at, '2/' || t.id, 'task.timeline.' || t.state,
					jsonb_build_object('word', t.title, 'link', '/tasks/' || t.id)
				from tasks t
				where t.organization_id = :organization and t.member_id <mine> and t.closed_at is not null
				""".replace("<mine>", MemberEvents.MINE));
	}

}
