package conformance

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
)

type cells = map[string]any

// Days that the questions about the past go back: within what Azure keeps of changes, and what Service Health tells.
const days = 13

// window is the time range of a comparison; truth and plugin are asked about the same one.
type window struct{ from, to time.Time }

func lastDays() window {
	now := time.Now()
	return window{now.AddDate(0, 0, -days), now}
}

func (w window) of(request *pluginv2.QueryDataRequest) *pluginv2.QueryDataRequest {
	for _, query := range request.Queries {
		query.TimeRange = &pluginv2.TimeRange{FromEpochMS: w.from.UnixMilli(), ToEpochMS: w.to.UnixMilli()}
	}
	return request
}

// happened leaves the rows whose time lies in the window.
func (w window) happened(t *testing.T, rows []cells, column string) (within []cells) {
	t.Helper()
	for _, row := range rows {
		if at := moment(t, row[column]); at != nil && !at.Before(w.from) && at.Before(w.to) {
			within = append(within, row)
		}
	}
	return within
}

// moment reads a time of the simulator; null is nil.
func moment(t *testing.T, iso any) *time.Time {
	t.Helper()
	if iso == nil {
		return nil
	}
	at, err := time.Parse(time.RFC3339, fmt.Sprint(iso))
	if err != nil {
		t.Fatal(err)
	}
	return &at
}

// sameMoment compares a time of the simulator with a cell.
func sameMoment(t *testing.T, what, key string, want, got any) {
	t.Helper()
	at := moment(t, want)
	cell, ok := got.(time.Time)
	if (at == nil) != (got == nil) || (at != nil && (!ok || !cell.Equal(*at))) {
		t.Errorf("%s of %s: want %v, got %v", what, key, want, got)
	}
}

// list joins a list of the simulator as a cell has it.
func list(values any) string {
	parts := []string{}
	for _, value := range values.([]any) {
		parts = append(parts, fmt.Sprint(value))
	}
	return strings.Join(parts, ", ")
}

func stateOf(truth cells) string {
	if truth["reason"] == "UserInitiated" {
		return "UserInitiated"
	}
	return fmt.Sprint(truth["state"])
}

var healthValues = map[string]float64{"Available": 0, "Unknown": 1, "UserInitiated": 2, "Degraded": 3, "Unavailable": 4}

// typeOf is a resource's type in lower case: Azure writes it in several ways.
func typeOf(truth cells) string { return strings.ToLower(fmt.Sprint(truth["type"])) }

// counted says how many rows have the same key.
func counted(rows []cells, key func(cells) string) map[string]int {
	counts := map[string]int{}
	for _, row := range rows {
		counts[key(row)]++
	}
	return counts
}

// numbers reads an alert frame as alerting does: its numbers by the lower-cased values of some labels.
func numbers(t *testing.T, response backend.DataResponse, labels ...string) map[string]*float64 {
	t.Helper()
	byLabels := map[string]*float64{}
	for _, ref := range numericCollection(t, data.Frames{onlyFrame(t, response)}).Refs {
		parts := []string{}
		for _, label := range labels {
			parts = append(parts, strings.ToLower(ref.GetLabels()[label]))
		}
		key := strings.Join(parts, " ")
		value, _, err := ref.NullableFloat64Value()
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := byLabels[key]; twice {
			t.Errorf("two rows have %v %s", labels, key)
		}
		byLabels[key] = value
	}
	return byLabels
}

// sameNumbers compares an alert frame with what it has to be; nil in want is null.
func sameNumbers(t *testing.T, want map[string]any, got map[string]*float64) {
	t.Helper()
	for key, value := range want {
		number, there := got[key]
		switch {
		case !there:
			t.Errorf("alerting has no %s", key)
		case (value == nil) != (number == nil):
			t.Errorf("alerting of %s: want %v, got %v", key, value, number)
		case number != nil:
			sameValue(t, "alerting", key, value, *number)
		}
	}
	for key := range got {
		if _, there := want[key]; !there {
			t.Errorf("alerting has %s, which is not in Azure", key)
		}
	}
}

// comparison holds an answer to the truth: first what panels get, then what alert rules get.
type comparison func(t *testing.T, azure Azure, when window, table, alert backend.DataResponse)

var comparisons = map[string]comparison{
	"serviceHealthEvents": compareEvents,
	"impactedResources":   compareImpacted,
	"alertRules":          compareRules,
	"incidents":           compareIncidents,
	"coverage":            compareCoverage,
	"changes":             compareChanges,
	"activityLog":         compareActivity,
	"resourceGraph":       compareGraph,
	"topology":            compareTopology,
	"healthHistory":       compareHistory,
	"availability":        compareAvailability,
	"metrics":             compareMetrics,
}

// What the estate's watchers, its past and Azure itself say is what the simulator says, row by row.
func TestPluginTellsWhatHappens(t *testing.T) {
	azure := azure(t)
	host := launchPlugin(t)
	collected(t, host, azure)
	models := map[string]string{}
	for name := range comparisons {
		models[name] = modelOf(name)
	}
	when := lastDays()
	tables := host.query(t, when.of(azure.request(models, nil)))
	alerts := host.query(t, when.of(azure.request(models, map[string]string{"FromAlert": "true"})))
	for name, compare := range comparisons {
		t.Run(name, func(t *testing.T) { compare(t, azure, when, tables[name], alerts[name]) })
	}
}

func compareEvents(t *testing.T, azure Azure, when window, table, alert backend.DataResponse) {
	want, customers := map[string]cells{}, map[string]any{}
	for _, tenant := range azure.truth(t, "tenants") {
		if tenant["relation"] != "partner" && tenant["access"] != "ok" {
			// Nobody knows.
			customers[fmt.Sprint(tenant["tenantId"])] = nil
		}
	}
	for _, tenant := range azure.truth(t, "tenants") {
		if tenant["access"] == "ok" && tenant["readsTenantEvents"] == true {
			customers[fmt.Sprint(tenant["tenantId"])] = 0
		}
	}
	for _, subscription := range azure.truth(t, "subscriptions?visible=true") {
		customers[fmt.Sprint(subscription["tenantId"])] = 0
	}
	for _, event := range azure.truth(t, "events?visible=true") {
		if event["status"] != "Active" && moment(t, event["lastUpdate"]).Before(when.from) {
			continue
		}
		want[strings.ToLower(fmt.Sprint(event["trackingId"]))] = event
		for _, tenant := range event["tenantIds"].([]any) {
			if event["status"] == "Active" && event["type"] == "ServiceIssue" {
				customers[fmt.Sprint(tenant)] = customers[fmt.Sprint(tenant)].(int) + 1
			}
		}
	}
	got := index(t, rowsOf(t, table), "trackingId")
	sameKeys(t, "events", want, got)
	for key, row := range got {
		event := want[key]
		for column, truth := range map[string]any{
			"eventType": event["type"], "eventSubType": event["subType"], "status": event["status"], "level": event["level"],
			"eventLevel": event["eventLevel"], "title": event["title"], "sensitive": event["sensitive"],
			"services": list(event["services"]), "regions": list(event["regions"]), "customers": event["customers"],
			"subscriptions": len(event["subscriptionIds"].([]any)),
		} {
			sameValue(t, column, key, truth, row[column])
		}
		sameMoment(t, "time", key, event["start"], row["time"])
		sameMoment(t, "mitigatedAt", key, event["mitigation"], row["mitigatedAt"])
		sameMoment(t, "lastUpdate", key, event["lastUpdate"], row["lastUpdate"])
	}
	sameNumbers(t, customers, numbers(t, alert, "customerId"))
}

func compareImpacted(t *testing.T, azure Azure, _ window, table, alert backend.DataResponse) {
	health := index(t, azure.health(t), "resourceId")
	named, watched := []cells{}, map[string]any{}
	for _, one := range azure.truth(t, "impactedResources?visible=true") {
		// Resources of a security advisory are told to privileged roles, by another call.
		if one["sensitive"] != true {
			named = append(named, one)
		}
	}
	want := index(t, named, "trackingId", "resourceId")
	got := index(t, rowsOf(t, table), "trackingId", "resourceId")
	sameKeys(t, "impacted resources", want, got)
	for key, row := range got {
		state := stateOf(health[strings.ToLower(fmt.Sprint(want[key]["resourceId"]))])
		watched[key] = healthValues[state]
		sameValue(t, "health", key, state, row["healthState"])
		sameValue(t, "value", key, healthValues[state], row["healthValue"])
		sameValue(t, "subscription", key, want[key]["subscriptionId"], row["subscriptionId"])
		sameValue(t, "region", key, want[key]["region"], row["region"])
	}
	sameNumbers(t, watched, numbers(t, alert, "trackingId", "resourceId"))
}

func compareRules(t *testing.T, azure Azure, _ window, table, alert backend.DataResponse) {
	rules := []cells{}
	for _, rule := range azure.truth(t, "alertRules?visible=true") {
		if rule["kind"] != "actionGroup" && rule["kind"] != "processingRule" {
			rules = append(rules, rule)
		}
	}
	want, got, watched := index(t, rules, "id"), map[string]cells{}, map[string]any{}
	for _, row := range rowsOf(t, table) {
		id := strings.ToLower(fmt.Sprint(row["ruleId"]))
		rule := want[id]
		got[id] = row
		watched[id+" "+strings.ToLower(fmt.Sprint(row["ruleName"]))] = row["ruleValue"]
		if rule == nil {
			continue
		}
		kind, severity := rule["kind"], any(fmt.Sprintf("Sev%v", rule["severity"]))
		if kind == "activityLog" {
			// Rules of the activity log have none; what they watch is a kind of its own.
			severity = nil
			sameValue(t, "watches Service Health", id, rule["serviceHealth"], row["ruleKind"] == "serviceHealth")
		} else {
			sameValue(t, "kind", id, kind, row["ruleKind"])
		}
		if kind != "prometheus" {
			// One row an alert of the group, each with a name, a severity and a switch of its own.
			sameValue(t, "name", id, rule["name"], row["ruleName"])
			sameValue(t, "severity", id, severity, row["severity"])
			sameValue(t, "enabled", id, rule["enabled"], row["enabled"])
			sameValue(t, "groups", id, len(rule["actionGroupIds"].([]any)) > 0, row["actionGroups"] != nil)
		}
		sameValue(t, "subscription", id, rule["subscriptionId"], row["subscriptionId"])
		value := 0
		switch {
		case row["enabled"] != true:
			value = 1
		case row["receivers"] == nil || row["silenced"] == true:
			value = 2
		}
		sameValue(t, "value", id, value, row["ruleValue"])
	}
	sameKeys(t, "alert rules", want, got)
	sameNumbers(t, watched, numbers(t, alert, "ruleId", "ruleName"))
}

func compareIncidents(t *testing.T, azure Azure, _ window, table, alert backend.DataResponse) {
	want, got, firing := index(t, azure.truth(t, "alerts?visible=true"), "alertId"), map[string]cells{}, map[string]any{}
	for _, subscription := range azure.truth(t, "subscriptions?visible=true") {
		for severity := range 5 {
			firing[fmt.Sprintf("%v sev%d", subscription["tenantId"], severity)] = 0
		}
	}
	for _, one := range want {
		// None of them is stateless for longer than a day without being closed.
		if one["condition"] == "Fired" && one["state"] != "Closed" {
			key := fmt.Sprintf("%v sev%v", one["tenantId"], one["severity"])
			firing[key] = firing[key].(int) + 1
		}
	}
	for _, row := range rowsOf(t, table) {
		id := fmt.Sprint(row["alertId"])
		got[strings.ToLower(id[strings.LastIndex(id, "/")+1:])] = row
	}
	sameKeys(t, "incidents", want, got)
	for key, row := range got {
		one := want[key]
		for column, truth := range map[string]any{
			"ruleName": one["ruleName"], "severity": fmt.Sprintf("Sev%v", one["severity"]), "monitorCondition": one["condition"],
			"alertState": one["state"], "monitorService": one["service"], "suppressed": one["suppressed"],
			"subscriptionId": one["subscriptionId"], "firing": one["condition"] == "Fired" && one["state"] != "Closed",
			"tenantId": one["tenantId"],
		} {
			sameValue(t, column, key, truth, row[column])
		}
		sameValue(t, "resource", key, strings.ToLower(fmt.Sprint(one["resourceId"])), strings.ToLower(fmt.Sprint(row["resourceId"])))
		sameMoment(t, "startDateTime", key, one["firedAt"], row["startDateTime"])
		sameMoment(t, "resolvedDateTime", key, one["resolvedAt"], row["resolvedDateTime"])
		sameMoment(t, "lastModified", key, one["modifiedAt"], row["lastModified"])
	}
	sameNumbers(t, firing, numbers(t, alert, "customerId", "severity"))
}

func compareCoverage(t *testing.T, azure Azure, _ window, table, alert backend.DataResponse) {
	want := counted(azure.truth(t, "resources?visible=true"), func(one cells) string { return fmt.Sprintf("%v %v", one["subscriptionId"], typeOf(one)) })
	watchedByRule := map[string]bool{}
	for _, rule := range azure.truth(t, "alertRules?visible=true") {
		if rule["serviceHealth"] == true && rule["enabled"] == true {
			watchedByRule[fmt.Sprint(rule["subscriptionId"])] = true
		}
	}
	for _, subscription := range azure.truth(t, "subscriptions?visible=true") {
		want[fmt.Sprintf("%v microsoft.resources/subscriptions", subscription["subscriptionId"])] = 1
	}
	got, watched := index(t, rowsOf(t, table), "subscriptionId", "resourceType"), map[string]any{}
	for key, count := range want {
		if got[key] == nil {
			t.Errorf("coverage: %s is missing", key)
			continue
		}
		sameValue(t, "resources", key, count, got[key]["resources"])
	}
	for key, row := range got {
		if want[key] == 0 {
			t.Errorf("coverage: %s is in the answer but not in Azure", key)
		}
		subscription := fmt.Sprint(row["subscriptionId"])
		sameValue(t, "Service Health alert", key, watchedByRule[subscription], row["serviceHealthAlert"])
		if strings.HasSuffix(key, " microsoft.resources/subscriptions") {
			sameValue(t, "value", key, map[bool]int{true: 0, false: 2}[watchedByRule[subscription]], row["coverageValue"])
		}
		word := map[any]string{nil: "NotInBaseline", 0.0: "Covered", 1.0: "Partly", 2.0: "Missing"}[row["coverageValue"]]
		sameValue(t, "word", key, word, row["coverage"])
		if row["coverageValue"] != nil {
			watched[key] = row["coverageValue"]
		}
	}
	sameNumbers(t, watched, numbers(t, alert, "subscriptionId", "resourceType"))
}

func compareChanges(t *testing.T, azure Azure, when window, table, alert backend.DataResponse) {
	truth := when.happened(t, azure.truth(t, fmt.Sprintf("changes?visible=true&days=%d", days+1)), "at")
	// No two changes of this world are the same thing's; a world this young gives two reads nothing to differ in.
	want, got, watched := index(t, truth, "resourceId"), index(t, rowsOf(t, table), "resourceId"), map[string]any{}
	sameKeys(t, "changes", want, got)
	for key, row := range got {
		watched[key] = 1
		one := want[key]
		sameMoment(t, "time", key, one["at"], row["time"])
		kind := fmt.Sprint(one["type"]) + "d"
		for property := range one["properties"].(map[string]any) {
			if strings.HasPrefix(property, "sku.") || strings.HasSuffix(property, ".vmSize") {
				kind = "Scaled"
			}
			if !strings.Contains(fmt.Sprint(row["text"]), property) {
				t.Errorf("text of %s does not name %s: %v", key, property, row["text"])
			}
		}
		sameValue(t, "change", key, kind, row["change"])
		sameValue(t, "subscription", key, one["subscriptionId"], row["subscriptionId"])
		sameValue(t, "source", key, "Azure", row["source"])
	}
	sameNumbers(t, watched, numbers(t, alert, "resourceId"))
}

func compareActivity(t *testing.T, azure Azure, when window, table, alert backend.DataResponse) {
	truth := when.happened(t, azure.truth(t, fmt.Sprintf("activityLog?visible=true&days=%d", days+1)), "at")
	want, got := index(t, truth, "eventId"), index(t, rowsOf(t, table), "eventId")
	sameKeys(t, "activity log", want, got)
	for key, row := range got {
		one := want[key]
		for column, truth := range map[string]any{
			"level": one["level"], "category": one["category"], "status": one["status"], "operationName": one["operation"],
			"subscriptionId": one["subscriptionId"],
		} {
			sameValue(t, column, key, truth, row[column])
		}
		sameMoment(t, "time", key, one["at"], row["time"])
		sameValue(t, "resource", key, strings.ToLower(fmt.Sprint(one["resourceId"])), strings.ToLower(fmt.Sprint(row["resourceId"])))
		if _, domain, person := strings.Cut(fmt.Sprint(one["caller"]), "@"); person {
			sameValue(t, "kind of caller", key, "person", row["callerKind"])
			sameValue(t, "caller", key, "@"+domain, row["caller"])
		}
	}
	bySubscription := counted(truth, func(one cells) string { return fmt.Sprint(one["subscriptionId"]) })
	watched := map[string]any{}
	for _, subscription := range azure.truth(t, "subscriptions?visible=true") {
		id := fmt.Sprint(subscription["subscriptionId"])
		watched[id] = bySubscription[id]
	}
	sameNumbers(t, watched, numbers(t, alert, "subscriptionId"))
}

func compareGraph(t *testing.T, azure Azure, _ window, table, alert backend.DataResponse) {
	want := counted(azure.truth(t, "resources?visible=true"), func(one cells) string { return fmt.Sprintf("%v %v", one["tenantId"], typeOf(one)) })
	got, watched := index(t, rowsOf(t, table), "tenantId", "type"), map[string]any{}
	for key, row := range got {
		sameValue(t, "count", key, want[key], row["count_"])
	}
	for key, count := range want {
		watched[key] = count
		if got[key] == nil {
			t.Errorf("resource graph: %s is missing", key)
		}
	}
	sameNumbers(t, watched, numbers(t, alert, "tenantId", "type"))
}

func compareTopology(t *testing.T, azure Azure, _ window, table, alert backend.DataResponse) {
	frames := framesOf(t, "topology", table)
	nodes, edges := index(t, cellsOf(frames[0]), "id"), index(t, cellsOf(frames[1]), "target")
	if frames[0].Name != "nodes" || frames[1].Name != "edges" {
		t.Errorf("the frames are called %q and %q", frames[0].Name, frames[1].Name)
	}
	trouble, leaves, watched := map[string]cells{}, map[string]cells{}, map[string]any{}
	for _, one := range azure.health(t) {
		if state := stateOf(one); state == "Degraded" || state == "Unavailable" {
			trouble[strings.ToLower(fmt.Sprint(one["resourceId"]))] = one
		}
	}
	for id, node := range nodes {
		watched[id] = node["healthValue"]
		if strings.HasPrefix(fmt.Sprint(node["subtitle"]), "Microsoft.") {
			leaves[id] = node
		}
		if shares := sumOfArcs(node); math.Abs(shares-1) > 1e-9 {
			t.Errorf("the arcs of %s add up to %v", id, shares)
		}
		edge := edges[id]
		if (node["parent"] == nil) != (edge == nil) {
			t.Errorf("%s has the parent %v and the edge %v", id, node["parent"], edge)
		} else if edge != nil && nodes[strings.ToLower(fmt.Sprint(edge["source"]))] == nil {
			t.Errorf("the edge to %s comes from no node: %v", id, edge["source"])
		}
	}
	sameKeys(t, "nodes in trouble", trouble, leaves)
	for id, node := range leaves {
		sameValue(t, "state", id, stateOf(trouble[id]), node["mainstat"])
	}
	sameNumbers(t, watched, numbers(t, alert, "id"))
}

func sumOfArcs(node cells) (sum float64) {
	for name, share := range node {
		if value, ok := share.(float64); ok && strings.HasPrefix(name, "arc__") {
			sum += value
		}
	}
	return sum
}

// The plugin's own record begins when it first looked: it ends with the health of now.
func compareHistory(t *testing.T, azure Azure, when window, table, alert backend.DataResponse) {
	frame := onlyFrame(t, table)
	want, got, watched := index(t, azure.health(t), "resourceId"), map[string]cells{}, map[string]any{}
	if frame.Fields[0].Name != "time" || frame.Fields[0].Type() != data.FieldTypeTime {
		t.Fatalf("the first field is %s, a %v", frame.Fields[0].Name, frame.Fields[0].Type())
	}
	times := []time.Time{}
	for row := range frame.Rows() {
		times = append(times, frame.Fields[0].At(row).(time.Time))
	}
	if !slices.IsSortedFunc(times, time.Time.Compare) || times[0].Before(when.from.Truncate(time.Millisecond)) || times[len(times)-1].After(when.to) {
		t.Errorf("times %v in a range from %v to %v", times, when.from, when.to)
	}
	for _, field := range frame.Fields[1:] {
		id := strings.ToLower(field.Labels["resourceId"])
		if state, ok := field.ConcreteAt(frame.Rows() - 1); ok {
			got[id] = cells{"state": state}
		}
	}
	sameKeys(t, "health history", want, got)
	for id, one := range want {
		watched[id] = healthValues[stateOf(one)]
		sameValue(t, "last state", id, stateOf(one), got[id]["state"])
	}
	sameObserved(t, watched, numbers(t, alert, "resourceId"))
}

// Of the moment since the plugin first looked, a resource was available all the time or never; no signal is neither.
func compareAvailability(t *testing.T, azure Azure, _ window, table, alert backend.DataResponse) {
	rows, watched := index(t, rowsOf(t, table), "resourceId"), map[string]any{}
	for _, one := range azure.health(t) {
		id := strings.ToLower(fmt.Sprint(one["resourceId"]))
		row := rows[id]
		if row == nil {
			t.Errorf("availability: %s is missing", id)
			continue
		}
		state := stateOf(one)
		switch state {
		case "Available", "Degraded":
			watched[id] = 100
		case "Unknown":
			watched[id] = nil
		default:
			watched[id] = 0
		}
		sameValue(t, "availability", id, fmt.Sprint(watched[id]), fmt.Sprint(row["availability"]))
		down, _ := row["downtimeMinutes"].(float64)
		degraded, _ := row["degradedMinutes"].(float64)
		unknown, _ := row["unknownMinutes"].(float64)
		share, _ := row["observedShare"].(float64)
		sameValue(t, "has downtime", id, watched[id] == 0, down > 0)
		sameValue(t, "has degraded time", id, state == "Degraded", degraded > 0)
		sameValue(t, "has time without a signal", id, state == "Unknown", unknown > 0)
		sameValue(t, "outages", id, map[bool]int{true: 1, false: 0}[watched[id] == 0], row["outages"])
		if share <= 0 || share >= 1 {
			t.Errorf("somebody looked at %s for %v %% of %d days", id, share, days)
		}
	}
	sameObserved(t, watched, numbers(t, alert, "resourceId"))
}

// sameObserved compares what is about resources whose health is known; the others are there, with null.
func sameObserved(t *testing.T, want map[string]any, got map[string]*float64) {
	t.Helper()
	known := map[string]*float64{}
	for id, value := range got {
		if _, there := want[id]; there || value != nil {
			known[id] = value
		}
	}
	sameNumbers(t, want, known)
}

// The simulator has no list of its points: they have a grid and a range, and alerting gets their mean.
func compareMetrics(t *testing.T, azure Azure, when window, table, alert backend.DataResponse) {
	resources, watched := index(t, azure.truth(t, "resources?visible=true"), "resourceId"), map[string]*float64{}
	for _, frame := range framesOf(t, "metrics", table) {
		if frame.Meta == nil || frame.Meta.Type != data.FrameTypeTimeSeriesMulti || len(frame.Fields) != 2 || frame.Rows() < 100 {
			t.Fatalf("%d fields, %d rows, meta %+v", len(frame.Fields), frame.Rows(), frame.Meta)
		}
		times, values := frame.Fields[0], frame.Fields[1]
		id := strings.ToLower(values.Labels["resourceId"])
		resource := resources[id]
		if resource == nil {
			t.Fatalf("%s is not in Azure", id)
		}
		sameValue(t, "name", id, "Percentage CPU", values.Name)
		sameValue(t, "resource", id, resource["name"], values.Labels["resource"])
		sameValue(t, "subscription", id, resource["subscriptionId"], values.Labels["subscriptionId"])
		sameValue(t, "unit", id, "percent", values.Config.Unit)
		step := times.At(1).(time.Time).Sub(times.At(0).(time.Time))
		sum, points := 0.0, 0
		for row := range frame.Rows() {
			at := times.At(row).(time.Time)
			if at.Before(when.from.Add(-step)) || at.After(when.to) || (row > 0 && at.Sub(times.At(row-1).(time.Time)) != step) {
				t.Fatalf("row %d of %s is at %v, by steps of %v, in a range from %v to %v", row, id, at, step, when.from, when.to)
			}
			if value, ok := values.ConcreteAt(row); ok {
				if percent := value.(float64); percent < 0 || percent > 100 {
					t.Errorf("%s has %v percent", id, percent)
				}
				sum, points = sum+value.(float64), points+1
			}
		}
		mean := sum / float64(points)
		watched[id] = &mean
	}
	got := numbers(t, alert, "resourceId")
	for id, mean := range watched {
		if got[id] == nil || math.Abs(*got[id]-*mean) > 1e-6 {
			t.Errorf("alerting of %s: want %v, got %v", id, *mean, got[id])
		}
	}
	if len(got) != len(watched) {
		t.Errorf("%d series, alerting has %d", len(watched), len(got))
	}
}
