// Package conformance holds the plugin to Grafana's own code: the go-plugin client that Grafana starts plugins with,
// and the decoders of grafana-plugin-sdk-go that it reads their answers with.
package conformance

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/grpcplugin"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
	"github.com/hashicorp/go-hclog"
	goplugin "github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
)

// Host is a plugin process as Grafana holds it.
type Host struct {
	client      *goplugin.Client
	Data        grpcplugin.DataClient
	Resource    grpcplugin.ResourceClient
	Diagnostics grpcplugin.DiagnosticsClient
	Stream      grpcplugin.StreamClient
	stderr      *lines
}

// launch starts a plugin with the plugin set and the options of Grafana's grpcplugin package. Its stderr is checked
// when the test ends.
func launch(t *testing.T, env map[string]string, command string, args ...string) *Host {
	t.Helper()
	cmd := exec.Command(command, args...)
	for name, value := range env {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	// Grafana says its version; a data path of the test's own keeps one run's picture from the next.
	cmd.Env = append(cmd.Env, "GF_VERSION=12.4.0", "GF_EDITION=OpenSource", "GF_PLUGIN_ALLOWED_ENDPOINTS=127.0.0.1:*")
	stderr := &lines{}
	client := goplugin.NewClient(&goplugin.ClientConfig{
		Cmd: cmd,
		HandshakeConfig: goplugin.HandshakeConfig{
			ProtocolVersion:  grpcplugin.ProtocolVersion,
			MagicCookieKey:   grpcplugin.MagicCookieKey,
			MagicCookieValue: grpcplugin.MagicCookieValue,
		},
		VersionedPlugins: map[int]goplugin.PluginSet{
			grpcplugin.ProtocolVersion: {
				"diagnostics": &grpcplugin.DiagnosticsGRPCPlugin{},
				"resource":    &grpcplugin.ResourceGRPCPlugin{},
				"data":        &grpcplugin.DataGRPCPlugin{},
				"stream":      &grpcplugin.StreamGRPCPlugin{},
				"admission":   &grpcplugin.AdmissionGRPCPlugin{},
				"conversion":  &grpcplugin.ConversionGRPCPlugin{},
			},
		},
		AllowedProtocols: []goplugin.Protocol{goplugin.ProtocolGRPC},
		SkipHostEnv:      true,
		Logger:           hclog.New(&hclog.LoggerOptions{Output: io.Discard, Level: hclog.Trace}),
		Stderr:           stderr,
		GRPCDialOptions: []grpc.DialOption{
			grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(math.MaxInt32), grpc.MaxCallSendMsgSize(math.MaxInt32)),
		},
	})
	rpc, err := client.Client()
	if err != nil {
		client.Kill()
		t.Fatalf("the plugin did not start: %v\n%s", err, stderr.text())
	}
	if client.NegotiatedVersion() != grpcplugin.ProtocolVersion {
		t.Fatalf("negotiated version %d", client.NegotiatedVersion())
	}
	host := &Host{client: client, stderr: stderr}
	host.Data = dispense[grpcplugin.DataClient](t, rpc, "data")
	host.Resource = dispense[grpcplugin.ResourceClient](t, rpc, "resource")
	host.Diagnostics = dispense[grpcplugin.DiagnosticsClient](t, rpc, "diagnostics")
	host.Stream = dispense[grpcplugin.StreamClient](t, rpc, "stream")
	t.Cleanup(func() {
		client.Kill()
		for _, fault := range stderr.faults() {
			t.Error(fault)
		}
	})
	return host
}

func dispense[T any](t *testing.T, rpc goplugin.ClientProtocol, name string) T {
	t.Helper()
	raw, err := rpc.Dispense(name)
	if err != nil {
		t.Fatal(err)
	}
	client, ok := raw.(T)
	if !ok {
		t.Fatalf("%s is a %T", name, raw)
	}
	return client
}

// shutdown ends the plugin as Grafana does and says how long that took.
func (h *Host) shutdown() time.Duration {
	start := time.Now()
	h.client.Kill()
	return time.Since(start)
}

// query asks and decodes as Grafana does; one frame that does not decode fails the whole response.
func (h *Host) query(t *testing.T, request *pluginv2.QueryDataRequest) backend.Responses {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	answer, err := h.Data.QueryData(ctx, request)
	if err != nil {
		t.Fatalf("QueryData: %v\n%s", err, h.stderr.text())
	}
	decoded, err := backend.FromProto().QueryDataResponse(answer)
	if err != nil {
		t.Fatalf("a frame does not decode: %v", err)
	}
	return decoded.Responses
}

// resource reads a whole resource answer.
func (h *Host) resource(t *testing.T, request *pluginv2.CallResourceRequest) (status int, headers map[string]*pluginv2.StringList, body []byte) {
	t.Helper()
	stream, err := h.Resource.CallResource(context.Background(), request)
	if err != nil {
		t.Fatal(err)
	}
	for first := true; ; first = false {
		part, err := stream.Recv()
		if err == io.EOF {
			return status, headers, body
		}
		if err != nil {
			t.Fatal(err)
		}
		if first {
			status, headers = int(part.Code), part.Headers
		}
		body = append(body, part.Body...)
	}
}

// lines collects a plugin's stderr.
type lines struct {
	mutex sync.Mutex
	bytes bytes.Buffer
}

func (l *lines) Write(chunk []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.bytes.Write(chunk)
}

func (l *lines) text() string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.bytes.String()
}

var timestamp = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(Z|[+-]\d\d:\d\d)$`)
var levels = map[string]bool{"trace": true, "debug": true, "info": true, "warn": true, "error": true}

// faults names every line that go-plugin's host would log raw, or panic on.
func (l *lines) faults() (faults []string) {
	scanner := bufio.NewScanner(strings.NewReader(l.text()))
	scanner.Buffer(nil, 1<<30)
	for scanner.Scan() {
		line := scanner.Text()
		entry := map[string]any{}
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			faults = append(faults, "stderr has a line that is no JSON object: "+line)
			continue
		}
		_, isMessage := entry["@message"].(string)
		level, _ := entry["@level"].(string)
		at, _ := entry["@timestamp"].(string)
		if !isMessage || !levels[level] || !timestamp.MatchString(at) || len(line) >= 64*1024 {
			faults = append(faults, "stderr has a bad line: "+line)
		}
	}
	return faults
}

// needEnv reads what run.mjs hands over.
func needEnv(t *testing.T, name string) string {
	t.Helper()
	value := os.Getenv(name)
	if value == "" {
		t.Fatalf("%s is not set; run this with `npm run test:conformance`", name)
	}
	return value
}
