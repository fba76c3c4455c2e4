package io.guildhall.task.web;

import java.net.URI;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Versions;
import io.guildhall.task.NewTask;
import io.guildhall.task.TaskDetails;
import io.guildhall.task.TaskFilter;
import io.guildhall.task.TaskId;
import io.guildhall.task.TaskService;
import io.guildhall.task.Workload;
import io.guildhall.task.Workloads;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** What is to be done, for programs. */
@Tag(name = "Tasks")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class TaskRestController {

	private final TaskService tasks;

	private final Workloads workloads;

	private final Idempotency idempotency;

	@Operation(summary = "Tasks, in the order in which they are to be done; closed ones the last first")
	@GetMapping("/tasks")
	Slice<TaskDetails> list(@RequestParam(defaultValue = "OPEN") TaskFilter.Shown shown,
			@RequestParam(required = false) @Nullable UUID assignee,
			@RequestParam(required = false) @Nullable MemberId member,
			@RequestParam(required = false) @Nullable String after) {
		return tasks.list(new TaskFilter(shown, assignee, member), after);
	}

	@Operation(summary = "A task")
	@GetMapping("/tasks/{id}")
	ResponseEntity<TaskDetails> get(@PathVariable TaskId id) {
		TaskDetails task = tasks.get(id);
		return ResponseEntity.ok().eTag(Versions.tag(task.version())).body(task);
	}

	@Operation(summary = "Makes a task; without an assignee it is the member's contact owner's")
	@PostMapping("/tasks")
	ResponseEntity<TaskDetails> add(@Valid @RequestBody TaskRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		TaskId id = idempotency.once(key, request, TaskId.class, () -> tasks.add(request.task()));
		return ResponseEntity.created(URI.create("/api/v1/tasks/" + id)).body(tasks.get(id));
	}

	@Operation(summary = "Changes what is to be done, by whom and until when")
	@PutMapping("/tasks/{id}")
	TaskDetails change(@PathVariable TaskId id, @Valid @RequestBody ChangeRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return tasks.change(id, request.title(), (request.note() != null) ? request.note() : "", request.assignee(),
				request.due(), Versions.of(ifMatch));
	}

	@Operation(summary = "The task is done")
	@PostMapping("/tasks/{id}/done")
	TaskDetails done(@PathVariable TaskId id) {
		tasks.done(id);
		return tasks.get(id);
	}

	@Operation(summary = "The task is not to be done any more")
	@PostMapping("/tasks/{id}/drop")
	TaskDetails drop(@PathVariable TaskId id) {
		tasks.drop(id);
		return tasks.get(id);
	}

	@Operation(summary = "The task is to be done after all")
	@PostMapping("/tasks/{id}/reopen")
	TaskDetails reopen(@PathVariable TaskId id) {
		tasks.reopen(id);
		return tasks.get(id);
	}

	@Operation(summary = "What each of the staff has on their hands")
	@GetMapping("/workload")
	Slice<Workload> workload() {
		return Slice.whole(workloads.list());
	}

	@Operation(summary = "Hands all members and open tasks of one over to another")
	@PostMapping("/workload/hand-over")
	Workloads.HandedOver handOver(@Valid @RequestBody HandOverRequest request) {
		return workloads.handOver(request.from(), request.to());
	}

	record TaskRequest(@NotBlank @Size(max = 200) String title, @Size(max = 2000) @Nullable String note,
			@Nullable MemberId member, @Nullable UUID assignee, @NotNull LocalDate due) {

		NewTask task() {
			return new NewTask(title, (note != null) ? note : "", member, assignee, due);
		}
	}

	record ChangeRequest(@NotBlank @Size(max = 200) String title, @Size(max = 2000) @Nullable String note,
			@NotNull UUID assignee, @NotNull LocalDate due) {
	}

	record HandOverRequest(@NotNull UUID from, @NotNull UUID to) {
	}

}
