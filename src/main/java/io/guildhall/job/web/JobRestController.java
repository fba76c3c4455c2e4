package io.guildhall.job.web;

import java.util.UUID;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.shared.Slice;
import io.guildhall.job.JobDetails;
import io.guildhall.job.JobService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

/** Jobs for programs. */
@Tag(name = "Jobs")
@RestController
@RequestMapping("/api/v1/jobs")
@RequiredArgsConstructor
class JobRestController {

	private final JobService jobs;

	@Operation(summary = "What runs now")
	@GetMapping
	Slice<JobDetails> running() {
		return Slice.whole(jobs.running());
	}

	@Operation(summary = "A job, and how far it is")
	@GetMapping("/{id}")
	JobDetails get(@PathVariable UUID id) {
		return jobs.get(id);
	}

	@Operation(summary = "Asks a job to stop")
	@PostMapping("/{id}/cancel")
	JobDetails cancel(@PathVariable UUID id) {
		jobs.cancel(id);
		return jobs.get(id);
	}

}
