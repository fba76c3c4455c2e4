package io.guildhall.task;

import java.util.Optional;

import org.springframework.data.repository.Repository;

interface TaskRepository extends Repository<Task, TaskId> {

	Optional<Task> findById(TaskId id);

	Task saveAndFlush(Task task);

}
