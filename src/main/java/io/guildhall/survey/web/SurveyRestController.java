package io.guildhall.survey.web;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.community.CommunityId;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.guildhall.survey.Remark;
import io.guildhall.survey.SurveyDetails;
import io.guildhall.survey.SurveyService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

/** The survey about a community's card, for programs. */
@Tag(name = "Communities")
@RestController
@RequestMapping("/api/v1/communities/{id}/survey")
@RequiredArgsConstructor
class SurveyRestController {

	private final SurveyService surveys;

	private final Idempotency idempotency;

	@Operation(summary = "The latest survey about the card, and what came of it; 404 where nobody was asked yet")
	@GetMapping
	SurveyDetails get(@PathVariable CommunityId id) {
		return surveys.get(id);
	}

	@Operation(summary = "Asks people about the card as it is now; a survey that is open is closed")
	@PostMapping
	ResponseEntity<SurveyDetails> open(@PathVariable CommunityId id,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		idempotency.once(key, List.of("survey", id), UUID.class, () -> surveys.open(id).id());
		return ResponseEntity.created(URI.create("/api/v1/communities/" + id + "/survey")).body(surveys.get(id));
	}

	@Operation(summary = "Nobody is asked any more; what was answered stays")
	@PostMapping("/close")
	SurveyDetails close(@PathVariable CommunityId id) {
		return surveys.close(id);
	}

	@Operation(summary = "What is missing, as people say, the latest first")
	@GetMapping("/remarks")
	Slice<Remark> remarks(@PathVariable CommunityId id, @RequestParam(required = false) @Nullable String after) {
		return surveys.remarks(id, after);
	}

}
