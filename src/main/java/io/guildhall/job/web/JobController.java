package io.guildhall.job.web;

import java.util.UUID;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;

import io.guildhall.job.JobService;
import lombok.RequiredArgsConstructor;

/** The page of a job, and its progress on the pages of others. */
@Controller
@RequestMapping("/o/{organization}/jobs")
@RequiredArgsConstructor
class JobController {

	private final JobService jobs;

	@GetMapping("/running")
	String running(Model model) {
		model.addAttribute("jobs", jobs.running());
		return "job/show :: running";
	}

	@GetMapping("/{id}")
	String show(@PathVariable UUID id, Model model) {
		model.addAttribute("job", jobs.get(id));
		return "job/show";
	}

	@GetMapping("/{id}/progress")
	String progress(@PathVariable UUID id, Model model) {
		model.addAttribute("job", jobs.get(id));
		return "job/show :: progress";
	}

	@PostMapping("/{id}/cancellation")
	String cancel(@PathVariable UUID id, @RequestHeader(name = "HX-Request", required = false) boolean htmx,
			Model model) {
		jobs.cancel(id);
		return htmx ? progress(id, model) : "redirect:/o/{organization}/jobs/{id}";
	}

}
