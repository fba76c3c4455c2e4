package io.guildhall.audit.web;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.audit.AuditEntry;
import io.guildhall.audit.AuditFilter;
import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

/** The audit trail for programs. */
@Tag(name = "Audit trail")
@RestController
@RequestMapping("/api/v1/audit-entries")
@RequiredArgsConstructor
class AuditRestController {

	private final AuditTrail trail;

	@Operation(summary = "Who did what, the latest first")
	@GetMapping
	Slice<AuditEntry> list(@RequestParam(required = false) @Nullable String objectType,
			@RequestParam(required = false) @Nullable String objectId,
			@RequestParam(required = false) @Nullable String action,
			@RequestParam(required = false) @Nullable String actorId,
			@RequestParam(required = false) @Nullable String after) {
		return trail.list(new AuditFilter(objectType, objectId, action, actorId), after);
	}

}
