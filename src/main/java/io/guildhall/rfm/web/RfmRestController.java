package io.guildhall.rfm.web;

import java.util.UUID;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.member.MemberId;
import io.guildhall.rfm.MemberRfm;
import io.guildhall.rfm.RfmGrid;
import io.guildhall.rfm.RfmService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** Recency, frequency and money for programs. */
@Tag(name = "Tiers")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class RfmRestController {

	private final RfmService rfm;

	@Operation(summary = "The buyers of the window by recency and frequency, as of the last computation")
	@GetMapping("/rfm")
	RfmGrid grid() {
		return rfm.grid();
	}

	/** Starts a computation; its progress is asked for under {@code /api/v1/jobs}. */
	@Operation(summary = "Scores everybody as of today, in the background; every night does so anyway")
	@PostMapping("/rfm/scores")
	@ResponseStatus(HttpStatus.ACCEPTED)
	Started compute() {
		return new Started(rfm.start());
	}

	@Operation(summary = "The window of the next computation, in days")
	@GetMapping("/rfm/window")
	Window window() {
		return new Window(rfm.windowDays());
	}

	@Operation(summary = "Chooses the window of the next computation")
	@PutMapping("/rfm/window")
	Window choose(@Valid @RequestBody Window window) {
		rfm.choose(window.days());
		return new Window(rfm.windowDays());
	}

	@Operation(summary = "What a member bought in the window, and its scores")
	@GetMapping("/members/{id}/rfm")
	MemberRfm member(@PathVariable MemberId id) {
		return rfm.of(id);
	}

	record Started(UUID job) {
	}

	record Window(@NotNull Integer days) {
	}

}
