package io.guildhall.tagrule.web;

import java.net.URI;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.segment.SegmentId;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.guildhall.tagrule.TagRuleDetails;
import io.guildhall.tagrule.TagRuleId;
import io.guildhall.tagrule.TagRulePreview;
import io.guildhall.tagrule.TagRules;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Rules that keep tags, for programs. */
@Tag(name = "Tags")
@RestController
@RequestMapping("/api/v1/tag-rules")
@RequiredArgsConstructor
class TagRuleRestController {

	private final TagRules rules;

	private final Idempotency idempotency;

	@Operation(summary = "The rules, the latest first")
	@GetMapping
	Slice<TagRuleDetails> list(@RequestParam(required = false) @Nullable String after) {
		return rules.list(after);
	}

	@Operation(summary = "A rule")
	@GetMapping("/{id}")
	TagRuleDetails get(@PathVariable TagRuleId id) {
		return rules.get(id);
	}

	@Operation(summary = "What a rule would do now; keeps nothing")
	@PostMapping("/preview")
	TagRulePreview preview(@Valid @RequestBody TagRuleRequest request) {
		return rules.preview(request.tag(), request.segment());
	}

	@Operation(summary = "Keeps a tag on whoever is in a segment, from now on and every night")
	@PostMapping
	ResponseEntity<TagRuleDetails> create(@Valid @RequestBody TagRuleRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		TagRuleId id = idempotency.once(key, request, TagRuleId.class,
				() -> rules.create(request.tag(), request.segment()));
		return ResponseEntity.created(URI.create("/api/v1/tag-rules/" + id)).body(rules.get(id));
	}

	@Operation(summary = "Looks who fits now, in the background")
	@PostMapping("/{id}/run")
	RunResponse run(@PathVariable TagRuleId id) {
		return new RunResponse(rules.run(id));
	}

	@Operation(summary = "Ends a rule; its tags come off, or stay as if somebody had put them on")
	@DeleteMapping("/{id}")
	EndResponse end(@PathVariable TagRuleId id, @RequestParam(defaultValue = "false") boolean takeOff) {
		return new EndResponse(rules.end(id, takeOff));
	}

	record TagRuleRequest(@NotBlank @Size(max = 40) String tag, @NotNull SegmentId segment) {
	}

	record RunResponse(UUID job) {
	}

	record EndResponse(int members) {
	}

}
