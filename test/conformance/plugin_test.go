package conformance

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
)

// Azure is the simulator that the plugin under test looks at, and its settings for a data source.
type Azure struct {
	Control        string            `json:"control"`
	JSONData       json.RawMessage   `json:"jsonData"`
	SecureJSONData map[string]string `json:"secureJsonData"`
}

func azure(t *testing.T) Azure {
	t.Helper()
	settings := Azure{}
	if err := json.Unmarshal([]byte(needEnv(t, "SIMULATOR_SETTINGS")), &settings); err != nil {
		t.Fatal(err)
	}
	return settings
}

// truth asks the simulator what there is.
func (a Azure) truth(t *testing.T, path string) (rows []map[string]any) {
	t.Helper()
	response, err := http.Get(a.Control + "/truth/" + path)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(&rows); err != nil {
		t.Fatal(err)
	}
	return rows
}

func (a Azure) context() *pluginv2.PluginContext {
	return &pluginv2.PluginContext{
		OrgId:     1,
		PluginId:  "cspwatch-azurecsp-datasource",
		Namespace: "default",
		UserAgent: "Grafana/12.4.0 (linux; amd64)",
		DataSourceInstanceSettings: &pluginv2.DataSourceInstanceSettings{
			Id: 1, Uid: "azurecsp", Name: "Azure CSP", LastUpdatedMS: 1_700_000_000_000,
			JsonData: a.JSONData, DecryptedSecureJsonData: a.SecureJSONData,
		},
	}
}

func (a Azure) request(models map[string]string, headers map[string]string) *pluginv2.QueryDataRequest {
	request := &pluginv2.QueryDataRequest{PluginContext: a.context(), Headers: headers}
	now := time.Now().UnixMilli()
	for refID, model := range models {
		request.Queries = append(request.Queries, &pluginv2.DataQuery{
			RefId: refID, Json: []byte(model), MaxDataPoints: 1000, IntervalMS: 1000,
			TimeRange: &pluginv2.TimeRange{FromEpochMS: now - 24*3_600_000, ToEpochMS: now},
		})
	}
	return request
}

// special are the query types that have to be told something, or whose answer is several frames.
var special = map[string]struct {
	inputs string
	frames int
}{
	// Nodes and edges.
	"topology": {frames: 2},
	// One frame a resource.
	"metrics":       {frames: 2, inputs: `,"metric":{"name":"Percentage CPU","aggregation":"Average"},"filters":{"resource":["vm-web-01","vm-north-01"]}`},
	"resourceGraph": {inputs: `,"kql":"resources | summarize count() by type = tolower(type)"`},
}

func modelOf(queryType string) string {
	return fmt.Sprintf(`{"queryType":%q%s}`, queryType, special[queryType].inputs)
}

func framesOf(t *testing.T, queryType string, response backend.DataResponse) data.Frames {
	t.Helper()
	if response.Error != nil {
		t.Fatal(response.Error)
	}
	want := max(1, special[queryType].frames)
	if len(response.Frames) != want {
		t.Fatalf("%s: %d frames, want %d", queryType, len(response.Frames), want)
	}
	return response.Frames
}

func launchPlugin(t *testing.T) *Host {
	return launch(t, map[string]string{"GF_PLUGIN_DATA_PATH": needEnv(t, "PLUGIN_DATA_PATH")}, needEnv(t, "PLUGIN_EXECUTABLE"))
}

// health is the truth about resource health as far as the plugin reads it: not in subscriptions that are disabled.
func (a Azure) health(t *testing.T) (rows []map[string]any) {
	t.Helper()
	subscriptions := index(t, a.truth(t, "subscriptions"), "subscriptionId")
	for _, row := range a.truth(t, "resourceHealth?visible=true") {
		if subscriptions[row["subscriptionId"].(string)]["state"] == "Enabled" {
			rows = append(rows, row)
		}
	}
	return rows
}

// collected waits until the plugin has seen every resource that its credentials may read, and has tried all sections.
func collected(t *testing.T, host *Host, azure Azure) {
	t.Helper()
	resources, health := len(azure.truth(t, "resources?visible=true")), len(azure.health(t))
	models := map[string]string{
		"resources": `{"queryType":"resources"}`, "resourceHealth": `{"queryType":"resourceHealth"}`,
		"pending": `{"queryType":"collectorStatus","filters":{"state":["pending"]}}`,
	}
	pending := 0
	var responses backend.Responses
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		responses = host.query(t, azure.request(models, nil))
		pending = len(rowsOf(t, responses["pending"]))
		if pending == 0 && len(rowsOf(t, responses["resources"])) == resources && len(withHealth(rowsOf(t, responses["resourceHealth"]))) == health {
			return
		}
	}
	t.Fatalf("after half a minute the plugin has %d of %d resources, the health of %d of %d, and %d parts to try\n%s", len(rowsOf(t, responses["resources"])),
		resources, len(withHealth(rowsOf(t, responses["resourceHealth"]))), health, pending, host.stderr.text())
}

// withHealth leaves out resources of subscriptions whose health could not be read: rows without a state.
func withHealth(rows []map[string]any) (known []map[string]any) {
	for _, row := range rows {
		if row["healthState"] != nil {
			known = append(known, row)
		}
	}
	return known
}

// rowsOf reads the one frame of an answer as rows by column name; a null is nil.
func rowsOf(t *testing.T, response backend.DataResponse) (rows []map[string]any) {
	t.Helper()
	if response.Error != nil {
		t.Fatal(response.Error)
	}
	if len(response.Frames) != 1 {
		t.Fatalf("%d frames", len(response.Frames))
	}
	return cellsOf(response.Frames[0])
}

func cellsOf(frame *data.Frame) (rows []map[string]any) {
	for row := range frame.Rows() {
		cells := map[string]any{}
		for _, field := range frame.Fields {
			if value, ok := field.ConcreteAt(row); ok {
				cells[field.Name] = value
			} else {
				cells[field.Name] = nil
			}
		}
		rows = append(rows, cells)
	}
	return rows
}

// index gives rows by the lower-cased value of a column, and fails when two share it.
func index(t *testing.T, rows []map[string]any, columns ...string) map[string]map[string]any {
	t.Helper()
	byKey := map[string]map[string]any{}
	for _, row := range rows {
		parts := []string{}
		for _, column := range columns {
			parts = append(parts, strings.ToLower(fmt.Sprint(row[column])))
		}
		key := strings.Join(parts, " ")
		if byKey[key] != nil {
			t.Errorf("two rows have %v %s", columns, key)
		}
		byKey[key] = row
	}
	return byKey
}

// sameKeys fails for each key that only one side has.
func sameKeys(t *testing.T, what string, want, got map[string]map[string]any) {
	t.Helper()
	for key := range want {
		if got[key] == nil {
			t.Errorf("%s: %s is missing", what, key)
		}
	}
	for key := range got {
		if want[key] == nil {
			t.Errorf("%s: %s is in the answer but not in Azure", what, key)
		}
	}
}

func sameValue(t *testing.T, what, key string, want, got any) {
	t.Helper()
	if fmt.Sprint(want) != fmt.Sprint(got) {
		t.Errorf("%s of %s: want %v, got %v", what, key, want, got)
	}
}

func TestPluginTellsWhatIsThere(t *testing.T) {
	azure := azure(t)
	host := launchPlugin(t)
	collected(t, host, azure)
	models := map[string]string{}
	for _, name := range strings.Split(needEnv(t, "QUERY_TYPES"), ",") {
		models[name] = modelOf(name)
	}
	models["byTenant"] = `{"queryType":"healthSummary","groupBy":"tenant"}`
	responses := host.query(t, azure.request(models, nil))
	for name := range models {
		t.Run(name, func(t *testing.T) {
			for _, frame := range framesOf(t, name, responses[name]) {
				if frame.RefID != name || frame.Rows() == 0 {
					t.Errorf("refId %q, %d rows", frame.RefID, frame.Rows())
				}
			}
		})
	}
	t.Run("customers", func(t *testing.T) { compareCustomers(t, azure, responses["customers"]) })
	t.Run("tenants", func(t *testing.T) { compareTenants(t, azure, responses["tenants"]) })
	t.Run("subscriptions", func(t *testing.T) { compareSubscriptions(t, azure, responses["subscriptions"]) })
	t.Run("resourceGroups", func(t *testing.T) { compareResourceGroups(t, azure, responses["resourceGroups"]) })
	t.Run("resources", func(t *testing.T) { compareResources(t, azure, responses["resources"]) })
	t.Run("resourceHealth", func(t *testing.T) { compareHealth(t, azure, responses["resourceHealth"]) })
	t.Run("healthSummary", func(t *testing.T) { compareSummary(t, azure, responses["byTenant"]) })
}

func onlyFrame(t *testing.T, response backend.DataResponse) *data.Frame {
	t.Helper()
	if response.Error != nil {
		t.Fatal(response.Error)
	}
	if len(response.Frames) != 1 {
		t.Fatalf("%d frames", len(response.Frames))
	}
	return response.Frames[0]
}

func compareCustomers(t *testing.T, azure Azure, response backend.DataResponse) {
	want := index(t, azure.truth(t, "customers"), "customerId")
	for _, tenant := range azure.truth(t, "tenants") {
		if tenant["relation"] == "direct" {
			tenant["companyName"] = tenant["displayName"]
			want[strings.ToLower(tenant["tenantId"].(string))] = tenant
		}
	}
	got := index(t, rowsOf(t, response), "customerId")
	sameKeys(t, "customers", want, got)
	for key, row := range got {
		sameValue(t, "name", key, want[key]["companyName"], row["customer"])
	}
}

func compareTenants(t *testing.T, azure Azure, response backend.DataResponse) {
	want := index(t, azure.truth(t, "tenants"), "tenantId")
	for key, tenant := range want {
		if tenant["relation"] == "partner" {
			delete(want, key)
		}
	}
	got := index(t, rowsOf(t, response), "tenantId")
	sameKeys(t, "tenants", want, got)
}

func compareSubscriptions(t *testing.T, azure Azure, response backend.DataResponse) {
	want := index(t, azure.truth(t, "subscriptions?visible=true"), "subscriptionId")
	got := index(t, rowsOf(t, response), "subscriptionId")
	sameKeys(t, "subscriptions", want, got)
	for key, row := range got {
		sameValue(t, "name", key, want[key]["displayName"], row["subscription"])
		sameValue(t, "state", key, want[key]["state"], row["state"])
		sameValue(t, "tenant", key, want[key]["tenantId"], row["tenantId"])
	}
}

func compareResourceGroups(t *testing.T, azure Azure, response backend.DataResponse) {
	want := index(t, azure.truth(t, "resourceGroups?visible=true"), "subscriptionId", "name")
	got := index(t, rowsOf(t, response), "subscriptionId", "resourceGroup")
	sameKeys(t, "resource groups", want, got)
	for key, row := range got {
		sameValue(t, "location", key, want[key]["location"], row["location"])
	}
}

func compareResources(t *testing.T, azure Azure, response backend.DataResponse) {
	want := index(t, azure.truth(t, "resources?visible=true"), "resourceId")
	got := index(t, rowsOf(t, response), "resourceId")
	sameKeys(t, "resources", want, got)
	for key, row := range got {
		// Resource Manager names a child with its parents, sql/orders; the plugin shows its own name.
		names := strings.Split(fmt.Sprint(want[key]["name"]), "/")
		sameValue(t, "name", key, names[len(names)-1], row["resource"])
		sameValue(t, "location", key, want[key]["location"], row["location"])
		sameValue(t, "type", key, strings.ToLower(fmt.Sprint(want[key]["type"])), strings.ToLower(fmt.Sprint(row["resourceType"])))
	}
}

func compareHealth(t *testing.T, azure Azure, response backend.DataResponse) {
	want := index(t, azure.health(t), "resourceId")
	got := index(t, withHealth(rowsOf(t, response)), "resourceId")
	sameKeys(t, "resource health", want, got)
	values := map[string]float64{"Available": 0, "Unknown": 1, "UserInitiated": 2, "Degraded": 3, "Unavailable": 4}
	for key, row := range got {
		state := fmt.Sprint(want[key]["state"])
		if want[key]["reason"] == "UserInitiated" {
			state = "UserInitiated"
		}
		sameValue(t, "state", key, state, row["healthState"])
		sameValue(t, "value", key, values[state], row["healthValue"])
		since, _ := time.Parse(time.RFC3339, fmt.Sprint(want[key]["since"]))
		if occurred, ok := row["occurredAt"].(time.Time); !ok || !occurred.Equal(since) {
			t.Errorf("occurredAt of %s: want %v, got %v", key, since, row["occurredAt"])
		}
	}
}

func compareSummary(t *testing.T, azure Azure, response backend.DataResponse) {
	counts := map[string]map[string]int{}
	for _, row := range azure.health(t) {
		tenant, state := row["tenantId"].(string), fmt.Sprint(row["state"])
		if row["reason"] == "UserInitiated" {
			state = "UserInitiated"
		}
		if counts[tenant] == nil {
			counts[tenant] = map[string]int{}
		}
		counts[tenant][state]++
	}
	got := index(t, rowsOf(t, response), "tenantId")
	for tenant, states := range counts {
		for column, state := range map[string]string{"available": "Available", "unknown": "Unknown", "userInitiated": "UserInitiated", "degraded": "Degraded", "unavailable": "Unavailable"} {
			sameValue(t, column, tenant, states[state], got[strings.ToLower(tenant)][column])
		}
	}
}

// Every query type, asked by an alert rule, is one frame that alerting can tell apart row by row.
func TestPluginAnswersAlertRules(t *testing.T) {
	azure := azure(t)
	host := launchPlugin(t)
	collected(t, host, azure)
	for _, name := range strings.Split(needEnv(t, "QUERY_TYPES"), ",") {
		t.Run(name, func(t *testing.T) {
			model := map[string]string{"A": modelOf(name)}
			frame := onlyFrame(t, host.query(t, azure.request(model, map[string]string{"FromAlert": "true"}))["A"])
			if frame.Meta == nil || frame.Meta.Type != data.FrameTypeNumericLong || frame.Meta.TypeVersion != (data.FrameTypeVersion{0, 1}) {
				t.Fatalf("meta %+v", frame.Meta)
			}
			checkAlertFrame(t, frame)
		})
	}
	t.Run("nothing found", func(t *testing.T) {
		model := map[string]string{"A": `{"queryType":"resourceHealth","format":"alerting","filters":{"resourceType":["Microsoft.Nothing/atAll"]}}`}
		frame := onlyFrame(t, host.query(t, azure.request(model, nil))["A"])
		if !numericCollection(t, data.Frames{frame}).NoData() || len(frame.Fields) != 0 {
			t.Errorf("%d fields, want none", len(frame.Fields))
		}
	})
}

func checkAlertFrame(t *testing.T, frame *data.Frame) {
	t.Helper()
	numbers := 0
	for _, field := range frame.Fields {
		switch {
		case field.Type().Numeric():
			numbers++
		case field.Type() != data.FieldTypeString && field.Type() != data.FieldTypeNullableString:
			t.Errorf("the label column %s is a %v", field.Name, field.Type())
		}
	}
	if numbers != 1 {
		t.Errorf("%d numeric columns", numbers)
	}
	seen := map[string]bool{}
	for _, ref := range numericCollection(t, data.Frames{frame}).Refs {
		labels := ref.GetLabels().String()
		if seen[labels] {
			t.Errorf("two rows have the labels %s", labels)
		}
		seen[labels] = true
		value, empty, err := ref.NullableFloat64Value()
		if err != nil || empty || (value != nil && (math.IsNaN(*value) || math.IsInf(*value, 0))) {
			t.Errorf("%s: value %v, %v", labels, value, err)
		}
	}
	if len(seen) == 0 {
		t.Error("no rows")
	}
}

// The same answer in JSON, as newer hosts ask for it, holds the same values.
func TestPluginAnswersInJSON(t *testing.T) {
	azure := azure(t)
	host := launchPlugin(t)
	collected(t, host, azure)
	for _, name := range strings.Split(needEnv(t, "QUERY_TYPES"), ",") {
		if aboutCalls[name] {
			continue
		}
		request := azure.request(map[string]string{"A": modelOf(name)}, nil)
		arrow := framesOf(t, name, host.query(t, request)["A"])
		request.Format = pluginv2.DataFrameFormat_JSON
		for i, frame := range framesOf(t, name, host.query(t, request)["A"]) {
			sameFrame(t, name, arrow[i], frame)
		}
	}
}

// aboutCalls are query types that tell of calls to Microsoft, which go on between two questions.
var aboutCalls = map[string]bool{"apiAccessLog": true, "rateLimits": true}

// onTheClock are columns that say something else a moment later.
var onTheClock = map[string]bool{"ageSeconds": true, "durationSeconds": true, "timeEnd": true}

func sameFrame(t *testing.T, name string, arrow, asJSON *data.Frame) {
	t.Helper()
	if arrow.Rows() != asJSON.Rows() || len(arrow.Fields) != len(asJSON.Fields) {
		t.Errorf("%s: %d x %d in Arrow, %d x %d in JSON", name, arrow.Rows(), len(arrow.Fields), asJSON.Rows(), len(asJSON.Fields))
		return
	}
	for i, field := range arrow.Fields {
		other := asJSON.Fields[i]
		if field.Name != other.Name || field.Type() != other.Type() {
			t.Errorf("%s: %s is %v in Arrow, %s is %v in JSON", name, field.Name, field.Type(), other.Name, other.Type())
			continue
		}
		for row := 0; row < field.Len() && !onTheClock[field.Name]; row++ {
			value, known := field.ConcreteAt(row)
			same, alsoKnown := other.ConcreteAt(row)
			if at, isTime := value.(time.Time); isTime && known && alsoKnown {
				value, same = at.UnixMilli(), same.(time.Time).UnixMilli()
			}
			if known != alsoKnown || (known && value != same) {
				t.Errorf("%s: row %d of %s is %v in Arrow, %v in JSON", name, row, field.Name, value, same)
			}
		}
	}
}

func TestPluginKeepsErrorsApart(t *testing.T) {
	azure := azure(t)
	host := launchPlugin(t)
	responses := host.query(t, azure.request(map[string]string{
		"good": `{"queryType":"customers"}`, "unknown": `{"queryType":"nothing"}`, "none": `{}`, "null": `null`, "cut": `{"queryType":`,
		"number": `{"queryType":7}`, "filters": `{"queryType":"customers","filters":"all"}`,
	}, nil))
	if responses["good"].Error != nil {
		t.Error(responses["good"].Error)
	}
	for _, refID := range []string{"unknown", "none", "null", "cut", "number", "filters"} {
		if responses[refID].Error == nil || responses[refID].ErrorSource != backend.ErrorSourceDownstream {
			t.Errorf("%s: %+v", refID, responses[refID])
		}
	}
}

func TestPluginServices(t *testing.T) {
	azure := azure(t)
	host := launchPlugin(t)
	collected(t, host, azure)
	health, err := host.Diagnostics.CheckHealth(context.Background(), &pluginv2.CheckHealthRequest{PluginContext: azure.context()})
	if err != nil || health.Status != pluginv2.CheckHealthResponse_OK || !json.Valid(health.JsonDetails) {
		t.Errorf("health: %v %v", health, err)
	}
	metrics, err := host.Diagnostics.CollectMetrics(context.Background(), &pluginv2.CollectMetricsRequest{})
	if err != nil || !strings.Contains(string(metrics.GetMetrics().GetPrometheus()), "plugin_instances 1") {
		t.Errorf("metrics: %v %v", metrics, err)
	}
	for _, path := range []string{"tree", "options?kind=customer"} {
		name, _, _ := strings.Cut(path, "?")
		status, _, body := host.resource(t, &pluginv2.CallResourceRequest{PluginContext: azure.context(), Path: name, Url: path, Method: "GET"})
		if status != 200 || !strings.Contains(string(body), "Contoso") {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	status, _, _ := host.resource(t, &pluginv2.CallResourceRequest{PluginContext: azure.context(), Path: "nothing", Url: "nothing", Method: "GET"})
	if status != 404 {
		t.Errorf("an unknown route answers %d", status)
	}
	stream, err := host.Stream.SubscribeStream(context.Background(), &pluginv2.SubscribeStreamRequest{PluginContext: azure.context(), Path: "nothing"})
	if err != nil || stream.Status != pluginv2.SubscribeStreamResponse_NOT_FOUND {
		t.Errorf("an unknown channel: %v %v", stream, err)
	}
}

func TestPluginSaysWhatIsWrongWithSettings(t *testing.T) {
	azure := azure(t)
	azure.JSONData = json.RawMessage(`{"credentials":7}`)
	host := launchPlugin(t)
	response := host.query(t, azure.request(map[string]string{"A": `{"queryType":"customers"}`}, nil))["A"]
	if response.Error == nil {
		t.Error("no error")
	}
	health, err := host.Diagnostics.CheckHealth(context.Background(), &pluginv2.CheckHealthRequest{PluginContext: azure.context()})
	if err != nil || health.Status != pluginv2.CheckHealthResponse_ERROR || health.Message == "" {
		t.Errorf("health: %v %v", health, err)
	}
}

// Killed or stopped, a new process shows the last picture at once.
func TestPluginStartsAgain(t *testing.T) {
	azure := azure(t)
	host := launchPlugin(t)
	collected(t, host, azure)
	customers := azure.request(map[string]string{"A": `{"queryType":"customers"}`}, nil)
	want := onlyFrame(t, host.query(t, customers)["A"]).Rows()
	if took := host.shutdown(); took > 2*time.Second {
		t.Errorf("the plugin took %v to end", took)
	}
	host = launchPlugin(t)
	if got := onlyFrame(t, host.query(t, customers)["A"]).Rows(); got != want {
		t.Errorf("after a restart %d customers, before it %d", got, want)
	}
	if err := syscall.Kill(host.client.ReattachConfig().Pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(5 * time.Second); !host.client.Exited() && time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
	}
	if !host.client.Exited() {
		t.Error("the host did not see that the plugin was killed")
	}
	host = launchPlugin(t)
	if got := onlyFrame(t, host.query(t, customers)["A"]).Rows(); got != want {
		t.Errorf("after a kill %d customers, before it %d", got, want)
	}
}
